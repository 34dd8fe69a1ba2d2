# Run on the server that an export comes to. Arguments: the floating address, PREFIX, DEVICE, early or wait, Pacemaker's resource for
# the address (or -), and the clients that were connected to the old server (ADDRESS:PORT).
#
# early  on the line "go" (the old server has let go), the address is added here ahead of the cluster manager. It is taken away again
#        when the server here goes, or when in time neither Pacemaker has started the address here nor the line "keep" has come.
# wait   the address is somebody else's to add.
#
# Either way, as soon as the address is here: the clients learn its new place, and their old connections are reset, so that they
# connect anew at once instead of waiting for a retransmission.
address=$1 prefix=$2 device=$3 mode=$4 resource=$5
shift 5
tools=/usr/libexec/heartbeat
[ -x $tools/tickle_tcp ] || tools=/usr/lib/heartbeat
clients() { for client in "$@"; do echo "$address:2049 $client"; done; }

# A line may come in two parts, with the time up between them: what was read of it is kept. Answers as read does.
line= so_far=
heard() {
    local part status
    read -r -t "$1" part
    status=$?
    so_far=$so_far$part line=
    [ $status -ne 0 ] || { line=$so_far so_far=; }
    return $status
}

added=
echo ready
until here; do
    heard 0.005
    status=$?
    if [ $status -eq 0 ] && [ "$line" = go ] && [ "$mode" = early ]; then
        ip address add "$address/$prefix" dev "$device" && added=yes
    elif [ $status -gt 0 ] && [ $status -le 128 ]; then
        exit 0
    fi
done
since=${EPOCHREALTIME/[.,]/}
echo "here ${since%???}"
# The kernel has to ask for a client's place anew, and by the question (its sender is the address) the client learns ours.
for client in "$@"; do ip neighbour del "${client%:*}" dev "$device" 2> /dev/null; done
# An acknowledgement that fits no connection makes the client state what it has; our kernel knows nothing of that and resets it.
clients "$@" | $tools/tickle_tcp -n 1 2> /dev/null
$tools/send_arp -i 100 -r 5 -p "/run/godwit-arp-$address.pid" "$device" "$address" auto not_used not_used > /dev/null 2>&1 < /dev/null &
for _ in 1 2 3; do
    sleep 0.03
    clients "$@" | $tools/tickle_tcp -n 1 2> /dev/null
done
echo told

[ -n "$added" ] || exit 0
node=$(crm_node -n 2> /dev/null)
managed() { [ "$resource" != - ] && crm_resource --quiet --resource "$resource" --locate 2> /dev/null | grep -qx "$node"; }
end=$((SECONDS + 6))
while [ $SECONDS -lt $end ]; do
    heard 0.05
    status=$?
    [ "$line" = keep ] && exit 0
    listens || break
    # As long as somebody is there to say "keep", Pacemaker is asked by them; a closed input ends nothing, the time does.
    [ $status -gt 128 ] || { managed && exit 0; sleep 0.5; }
done
[ $SECONDS -lt $end ] || ! managed || exit 0
ip address del "$address/$prefix" dev "$device"
echo taken
exit 1
