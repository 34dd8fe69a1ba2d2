#!/bin/bash
# The first process of a NAS: NFS-Ganesha for the export, libvirtd for making and removing images.
. "$(dirname "$0")/host-common.sh"
mkdir -p /srv/export /run/ganesha /run/rpcbind
mount --bind "$DIR/export" /srv/export
mount --bind "$DIR/nfs" /var/lib/nfs
mkdir -p /var/lib/nfs/ganesha
pool export /srv/export
rpcbind -w
own=
if [ "$LAB_CLUSTER" != none ]; then
    . "$(dirname "$0")/nas-cluster.sh"
    own="Bind_addr = $(hosts_address "$HOST"); NFS_Port = 2049; MNT_Port = 20048;"
fi
# Every installed Debian has this link; a system made by debootstrap may lack it, and Ganesha finds no file system then.
[ -e /etc/mtab ] || ln -s ../proc/self/mounts /etc/mtab
cat > /run/ganesha.conf << C
NFS_CORE_PARAM { Protocols = 3,4; Enable_NLM = false; Enable_RQUOTA = false; mount_path_pseudo = true; $own }
NFSv4 { Lease_Lifetime = 10; Grace_Period = 10; RecoveryBackend = fs; }
EXPORT {
    Export_Id = 1; Path = /srv/export; Pseudo = /export; Access_Type = RW; Squash = No_Root_Squash; SecType = sys;
    Protocols = 3,4; Transports = TCP; FSAL { Name = VFS; }
}
C
ganesha.nfsd -F -L /var/log/libvirt/ganesha.log -f /run/ganesha.conf -p /run/ganesha.pid &
libvirtd --listen &
[ "$LAB_CLUSTER" = none ] || keep_ports
[ "$LAB_CLUSTER" != pacemaker ] || start_pacemaker
reap
