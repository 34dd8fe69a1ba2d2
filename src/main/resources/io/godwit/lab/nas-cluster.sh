# Sourced by the first process of a NAS that is one of a pair: exports with floating addresses, on folders that both mount in place of a
# replicated device. In the environment: LAB_CLUSTER (pacemaker or pair), LAB_PAIR ("nas1=ADDRESS nas2=ADDRESS"), LAB_EXPORTS
# ("NAME=ADDRESS=HOME=ID ..."), LAB_POWER (the folder of the power switch).
touch "$LAB_POWER/$HOST.on"
echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind
overlay() {
    mkdir -p "$DIR/overlay/$1" "$DIR/overlay/$1-work"
    mount -t overlay overlay -o "lowerdir=$2,upperdir=$DIR/overlay/$1,workdir=$DIR/overlay/$1-work" "$2"
}
mkdir -p /usr/lib/ocf/resource.d /etc/ganesha /etc/corosync /var/lib/pacemaker /var/lib/corosync /var/log/pacemaker /var/log/corosync
overlay agents /usr/lib/ocf/resource.d
overlay sbin /usr/sbin
mkdir -p /usr/lib/ocf/resource.d/godwit
install -m 755 "$(dirname "$0")/nas-export.sh" /usr/lib/ocf/resource.d/godwit/nfs-export
{ echo '#!/bin/bash'; declare -p LAB_POWER LAB_PAIR; tail -n +2 "$(dirname "$0")/fence-lab.sh"; } > /usr/sbin/fence_lab
chmod 755 /usr/sbin/fence_lab

mkdir -p "$DIR"/{corosync,pacemaker,corosync-state,pacemaker-log,ganesha-conf,ganesha-log}
mount --bind "$DIR/corosync" /etc/corosync
mount --bind "$DIR/pacemaker" /var/lib/pacemaker
mount --bind "$DIR/corosync-state" /var/lib/corosync
mount --bind "$DIR/pacemaker-log" /var/log/pacemaker
mount --bind "$DIR/ganesha-conf" /etc/ganesha
mkdir -p /run/nfs-export /run/crm /run/lock
for export in $LAB_EXPORTS; do
    IFS== read -r name address _ id <<< "$export"
    # A host that starts has none of the addresses that float, whatever its namespace had before.
    ip address del "$address/24" dev eth0 2> /dev/null || true
    mkdir -p "/srv/$name"
    mount --bind "$LAB/shared/$name" "/srv/$name"
    mkdir -p "/srv/$name/images"
    pool "$name" "/srv/$name/images"
    cat > "/etc/ganesha/$name.conf" << C
NFS_CORE_PARAM {
    Protocols = 3,4; Bind_addr = $address; NFS_Port = 2049; MNT_Port = 20048; Enable_NLM = false; Enable_RQUOTA = false;
    mount_path_pseudo = true;
}
NFSv4 { Lease_Lifetime = 10; Grace_Period = 20; RecoveryBackend = fs; }
EXPORT {
    Export_Id = $id; Filesystem_Id = $id.$id; Path = /srv/$name/images; Pseudo = /$name; Access_Type = RW; Squash = No_Root_Squash;
    SecType = sys; Protocols = 3,4; Transports = TCP; FSAL { Name = VFS; }
}
C
done
hosts_address() {
    for host in $LAB_PAIR; do [ "${host%%=*}" != "$1" ] || echo "${host#*=}"; done
}

# A Ganesha that starts makes rpcbind forget NFS and MOUNT until it has registered them itself (unregister_rpc in its
# nfs_rpc_dispatcher_thread.c), and a client that asks meanwhile is told that there is no such program. The first one's ports are
# those of all, so rpcbind keeps them; the ones that start later find another rpcbind at its socket, which no network reaches.
keep_ports() {
    local look
    for look in $(seq 100); do
        rpcinfo -p 127.0.0.1 2> /dev/null | grep -q '100003 *4 *tcp' && break
        sleep 0.1
    done
    rm -f /run/rpcbind.lock
    unshare --net rpcbind
}

start_pacemaker() {
    getent passwd hacluster > /dev/null || return 1
    chown -R hacluster:haclient /var/lib/pacemaker /var/log/pacemaker
    mkdir -p /var/lib/pacemaker/{blackbox,cib,cores,pengine} && chown hacluster:haclient /var/lib/pacemaker/*
    nodes=
    number=0
    for host in $LAB_PAIR; do
        number=$((number + 1))
        nodes="$nodes    node {
        ring0_addr: ${host#*=}
        name: ${host%%=*}
        nodeid: $number
    }
"
    done
    cat > /etc/corosync/corosync.conf << C
totem {
    version: 2
    cluster_name: nas
    transport: udpu
    token: 1000
    consensus: 1200
}
nodelist {
$nodes
}
quorum {
    provider: corosync_votequorum
    two_node: 1
    wait_for_all: 1
}
logging {
    to_stderr: no
    to_syslog: no
    to_logfile: yes
    logfile: /var/log/pacemaker/corosync.log
    timestamp: on
}
C
    corosync -f > /dev/null 2>&1 &
    for _ in $(seq 100); do corosync-quorumtool -s > /dev/null 2>&1 && break; sleep 0.1; done
    PCMK_logfile=/var/log/pacemaker/pacemaker.log PCMK_logpriority=notice pacemakerd -f > /dev/null 2>&1 &
}
