#!/bin/bash
# An OCF resource agent (ocf:godwit:nfs-export): one NFS-Ganesha for one export, bound to the export's floating address. The
# address need not be there (net.ipv4.ip_nonlocal_bind), so a server can stand by, ready and warm, and serve nobody:
#
#   warm     the server runs; it is not the export's server yet, and monitor says "not running"
#   start    it is (a warm one is taken as it is)
#   cool     a server that only stood by is gone
#
# Parameters: name (of the export), config (Ganesha's), address.
# The library of the other agents (ocf-shellfuncs) would take a multiple of the time that this agent's own work takes, and while it
# is read the export stands still.
OCF_SUCCESS=0 OCF_ERR_GENERIC=1 OCF_ERR_UNIMPLEMENTED=3 OCF_ERR_CONFIGURED=6 OCF_NOT_RUNNING=7
ocf_exit_reason() { echo "ocf-exit-reason:$*" >&2; }

NAME=${OCF_RESKEY_name:-}
CONFIG=${OCF_RESKEY_config:-/etc/ganesha/$NAME.conf}
ADDRESS=${OCF_RESKEY_address:-}
STATE=/run/nfs-export
PID=$STATE/$NAME.pid
ACTIVE=$STATE/$NAME.active
LOG=/var/log/ganesha-$NAME.log

meta_data() {
    cat << X
<?xml version="1.0"?>
<!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
<resource-agent name="nfs-export" version="1.0">
<version>1.0</version>
<longdesc lang="en">One NFS-Ganesha for one export, bound to the export's floating address.</longdesc>
<shortdesc lang="en">NFS-Ganesha for one export</shortdesc>
<parameters>
<parameter name="name" required="1" unique="1"><longdesc lang="en">The export's name.</longdesc><shortdesc lang="en">name</shortdesc><content type="string"/></parameter>
<parameter name="config"><longdesc lang="en">Ganesha's configuration.</longdesc><shortdesc lang="en">configuration</shortdesc><content type="string"/></parameter>
<parameter name="address" required="1"><longdesc lang="en">The floating address.</longdesc><shortdesc lang="en">address</shortdesc><content type="string"/></parameter>
</parameters>
<actions>
<action name="start" timeout="20s"/><action name="stop" timeout="20s"/><action name="monitor" timeout="10s" interval="5s"/>
<action name="meta-data" timeout="5s"/><action name="validate-all" timeout="5s"/>
</actions>
</resource-agent>
X
}

server() {
    [ -s "$PID" ] && read -r pid < "$PID" && [ -d "/proc/$pid" ] && [ "$(< "/proc/$pid/comm")" = ganesha.nfsd ] && echo "$pid"
}

listens() {
    [ -n "$(ss -Hltn "src $ADDRESS and sport = 2049")" ] && grep -q 'NFS SERVER INITIALIZED' "$LOG"
}

warm() {
    [ -n "$(server)" ] && listens && return "$OCF_SUCCESS"
    mkdir -p "$STATE"
    cool_now
    : > "$LOG"
    setsid ganesha.nfsd -F -L "$LOG" -f "$CONFIG" -p "$STATE/$NAME.ganesha" > /dev/null 2>&1 < /dev/null &
    echo $! > "$PID"
    for _ in $(seq 500); do
        listens && return "$OCF_SUCCESS"
        [ -n "$(server)" ] || break
        sleep 0.01
    done
    ocf_exit_reason "Ganesha for $NAME does not come up: $(tail -n 1 "$LOG")"
    cool_now
    return "$OCF_ERR_GENERIC"
}

# What was written is in the kernel; Ganesha itself keeps nothing of an NFSv3 client that a stop would have to write.
cool_now() {
    local pid
    pid=$(server)
    [ -n "$pid" ] && kill -KILL "$pid"
    while [ -n "$(server)" ] && [ "$(cut -d' ' -f3 "/proc/$pid/stat" 2> /dev/null)" != Z ]; do sleep 0.01; done
    rm -f "$PID"
}

monitor() {
    if [ -e "$ACTIVE" ]; then
        [ -n "$(server)" ] && listens && return "$OCF_SUCCESS"
        [ -z "$(server)" ] && return "$OCF_NOT_RUNNING"
        return "$OCF_ERR_GENERIC"
    fi
    return "$OCF_NOT_RUNNING"
}

case ${1:-} in
    meta-data) meta_data; exit "$OCF_SUCCESS" ;;
    validate-all) [ -n "$NAME" ] && [ -n "$ADDRESS" ] || exit "$OCF_ERR_CONFIGURED"; exit "$OCF_SUCCESS" ;;
    warm) warm; exit $? ;;
    cool) [ -e "$ACTIVE" ] || cool_now; exit "$OCF_SUCCESS" ;;
    start) warm || exit $?; touch "$ACTIVE"; exit "$OCF_SUCCESS" ;;
    stop) rm -f "$ACTIVE"; cool_now; exit "$OCF_SUCCESS" ;;
    monitor | status) monitor; exit $? ;;
    *) exit "$OCF_ERR_UNIMPLEMENTED" ;;
esac
