/** The words of the field as records: hypervisors, NAS servers, VMs, disks, images. Imports nothing of ours. */
@NullMarked
package io.godwit.model;

import org.jspecify.annotations.NullMarked;
