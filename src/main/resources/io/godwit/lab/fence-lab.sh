#!/bin/bash
# A fence agent (fence_lab): it asks the lab's power switch, which is outside of the host that is to be ended. The switch is reached by a
# folder and not by the network, as a real one is by a network of its own.
action=off
while read -r line; do
    case $line in
        action=*) action=${line#*=} ;;
        plug=* | port=* | nodename=*) plug=${line#*=} ;;
    esac
done < <(if [ "${1:-}" = -o ] || [ "${1:-}" = --action ]; then echo "action=$2"; elif [ $# -gt 0 ]; then echo "action=${1#--action=}"; else cat; fi)

case $action in
    metadata | meta-data)
        cat << X
<?xml version="1.0"?>
<resource-agent name="fence_lab" shortdesc="the lab's power switch">
<longdesc>Ends a lab's host by its first process.</longdesc>
<parameters>
<parameter name="action" unique="0" required="0"><content type="string" default="off"/><shortdesc lang="en">action</shortdesc></parameter>
<parameter name="plug" unique="0" required="1"><content type="string"/><shortdesc lang="en">the host</shortdesc></parameter>
</parameters>
<actions><action name="off"/><action name="on"/><action name="reboot"/><action name="status"/><action name="monitor"/><action name="list"/><action name="metadata"/></actions>
</resource-agent>
X
        ;;
    monitor) [ -d "$LAB_POWER" ] ;;
    list) for host in $LAB_PAIR; do echo "${host%%=*},"; done ;;
    status) [ -e "$LAB_POWER/$plug.on" ] || exit 2 ;;
    off | reboot)
        touch "$LAB_POWER/$plug.cut"
        for _ in $(seq 150); do
            [ -e "$LAB_POWER/$plug.cut" ] || exit 0
            sleep 0.1
        done
        exit 1
        ;;
    *) exit 1 ;;
esac
