#!/bin/bash
# The lab's power switch: ends the first process of a host, and with it all of the host, when its folder says so.
# In the environment: LAB_POWER (the folder), LAB_NAME.
first() {
    for pid in $(ip netns pids "$LAB_NAME-$1"); do
        grep -q '^NSpid:.*[[:space:]]1$' "/proc/$pid/status" 2> /dev/null && echo "$pid"
    done
}
while [ -d "$LAB_POWER" ]; do
    for request in "$LAB_POWER"/*.cut; do
        [ -e "$request" ] || continue
        host=$(basename "$request" .cut)
        for pid in $(first "$host"); do kill -KILL "$pid"; done
        while [ -n "$(first "$host")" ]; do sleep 0.05; done
        rm -f "$LAB_POWER/$host.on" "$request"
        date "+%T power of $host cut"
    done
    sleep 0.1
done
