/** Pure: a migration's journal and samples become numbers, tables and pictures. */
@NullMarked
package io.godwit.report;

import org.jspecify.annotations.NullMarked;
