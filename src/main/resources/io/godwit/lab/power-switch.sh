#!/bin/bash
# The lab's power switch: ends the first process of a host, and with it all of the host, when its folder says so.
# A host without power has no address that floats; its network namespace outlives it and would go on answering for it.
# In the environment: LAB_POWER (the folder), LAB_NAME, LAB_PAIR, LAB_EXPORTS.
first() {
    for pid in $(ip netns pids "$LAB_NAME-$1"); do
        grep -q '^NSpid:.*[[:space:]]1$' "/proc/$pid/status" 2> /dev/null && echo "$pid"
    done
}
# Without a process as long as it runs: this is asked ten times a second beside running VMs.
declare -A known
runs() {
    [ -e "/proc/${known[$1]:-none}/ns/net" ] && return 0
    known[$1]=$(first "$1")
    [ -n "${known[$1]}" ]
}
drop_addresses() {
    for export in $LAB_EXPORTS; do
        IFS== read -r _ address _ _ <<< "$export"
        ip -n "$LAB_NAME-$1" address del "$address/24" dev eth0 2> /dev/null
    done
}
exec {never}<> <(:)
while [ -d "$LAB_POWER" ]; do
    for host in $LAB_PAIR; do
        runs "${host%%=*}" || drop_addresses "${host%%=*}"
    done
    for request in "$LAB_POWER"/*.cut; do
        [ -e "$request" ] || continue
        host=${request##*/}
        host=${host%.cut}
        for pid in $(first "$host"); do kill -KILL "$pid"; done
        while [ -n "$(first "$host")" ]; do sleep 0.05; done
        drop_addresses "$host"
        rm -f "$LAB_POWER/$host.on" "$request"
        date "+%T power of $host cut"
    done
    read -rt 0.1 -u "$never"
done
