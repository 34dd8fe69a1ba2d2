#!/bin/bash
# The first process of a hypervisor.
. "$(dirname "$0")/host-common.sh"
for nas in $NAS_SERVERS; do
    # Stands for a kernel mount of the export: this machine's kernel may have no NFS client.
    mkdir -p "/mnt/$nas"
    mount --bind "$LAB/$nas/export" "/mnt/$nas"
    pool "$nas" "/mnt/$nas"
done
for export in $LAB_EXPORTS; do
    name=${export%%=*}
    mkdir -p "/mnt/$name"
    mount --bind "$LAB/shared/$name/images" "/mnt/$name"
    pool "$name" "/mnt/$name"
done
libvirtd --listen &
reap
