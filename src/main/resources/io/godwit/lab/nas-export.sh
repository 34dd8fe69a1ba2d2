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
# Ganesha writes it and keeps it locked, so that there is one at most.
PID=$STATE/$NAME.pid
ACTIVE=$STATE/$NAME.active
LOG=$STATE/$NAME.log

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

# Whether the export's Ganesha runs, and as which process, in $server. Without a process for the question: a stop asks
# it many times, and an export that moves stands still meanwhile.
server() {
    local words
    server=
    [ -s "$PID" ] && read -r server < "$PID" && mapfile -d '' -t words 2> /dev/null < "/proc/$server/cmdline" \
        && [[ " ${words[*]} " == *" $CONFIG "* ]]
}

listens() {
    local said
    [ -n "$(ss -Hltn "src $ADDRESS and sport = 2049")" ] && mapfile -n 500 said < "$LOG" && initialized
}

initialized() { [[ ${said[*]} == *'NFS SERVER INITIALIZED'* ]]; }

warm() {
    local child never look said
    server && listens && return "$OCF_SUCCESS"
    end
    # Two that register with one rpcbind at once take each other's entries away, and Ganesha ends itself then.
    exec 8> "$STATE/registering.lock"
    flock -w 15 8 || { ocf_exit_reason "another server does not come up, and $NAME waits for it"; return "$OCF_ERR_GENERIC"; }
    : > "$LOG"
    setsid ganesha.nfsd -F -L "$LOG" -f "$CONFIG" -p "$PID" > /dev/null 2>&1 < /dev/null 8>&- 9>&- &
    child=$!
    # Without a process for each look: VMs may run on the same cores.
    exec {never}<> <(:)
    for ((look = 0; look < 1000; look++)); do
        mapfile said < "$LOG"
        initialized && listens && return "$OCF_SUCCESS"
        [ -d "/proc/$child" ] || break
        read -rt 0.01 -u "$never"
    done
    ocf_exit_reason "Ganesha for $NAME does not come up: $(tail -n 1 "$LOG")"
    end
    return "$OCF_ERR_GENERIC"
}

# What was written is in the kernel; Ganesha itself keeps nothing of an NFSv3 client that a stop would have to write.
end() {
    local never
    server || return 0
    kill -KILL "$server"
    exec {never}<> <(:)
    while server; do read -rt 0.005 -u "$never"; done
}

# Pacemaker may start or stop a server while somebody else makes it ready.
alone() {
    mkdir -p "$STATE"
    exec 9> "$STATE/$NAME.lock"
    flock -w 15 9 || { ocf_exit_reason "another action on $NAME does not end"; exit "$OCF_ERR_GENERIC"; }
}

monitor() {
    if [ -e "$ACTIVE" ]; then
        server && listens && return "$OCF_SUCCESS"
        server || return "$OCF_NOT_RUNNING"
        return "$OCF_ERR_GENERIC"
    fi
    return "$OCF_NOT_RUNNING"
}

case ${1:-} in
    meta-data) meta_data; exit "$OCF_SUCCESS" ;;
    validate-all) [ -n "$NAME" ] && [ -n "$ADDRESS" ] || exit "$OCF_ERR_CONFIGURED"; exit "$OCF_SUCCESS" ;;
    warm) alone; warm; exit $? ;;
    cool) alone; [ -e "$ACTIVE" ] || end; exit "$OCF_SUCCESS" ;;
    start) alone; warm || exit $?; touch "$ACTIVE"; exit "$OCF_SUCCESS" ;;
    stop) alone; rm -f "$ACTIVE"; end; exit "$OCF_SUCCESS" ;;
    monitor | status) monitor; exit $? ;;
    *) exit "$OCF_ERR_UNIMPLEMENTED" ;;
esac
