/** The server: HTTP, server-sent events and the page. openapi.yaml is its contract. */
@NullMarked
package io.godwit.adapter.web;

import org.jspecify.annotations.NullMarked;
