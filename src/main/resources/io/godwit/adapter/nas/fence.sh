# Run on the server that an export leaves, where no cluster manager does it: takes the address away, ends the server by its OCF agent,
# and looks that both are gone. Arguments: the floating address, the agent's file, NAME=VALUE of its parameters.
address=$1
agent=$2
shift 2
export OCF_ROOT=/usr/lib/ocf OCF_RESOURCE_INSTANCE=godwit
for parameter in "$@"; do export "OCF_RESKEY_${parameter%%=*}=${parameter#*=}"; done
ip -oneline address show to "$address/32" | while read -r _ device _ prefix _; do ip address del "$prefix" dev "$device"; done
now() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
since=$(now)
"$agent" stop > /dev/null || { echo "its agent could not end the server" >&2; exit 1; }
left() {
    ! here || echo "it has the address"
    ! listens bound || echo "it listens"
}
# A process that was killed keeps its sockets until the kernel has taken it apart.
end=$((since + 5000))
until [ -z "$(left)" ]; do
    [ "$(now)" -lt $end ] || { left >&2; exit 1; }
    sleep 0.02
done
echo "gone $since"
ss --kill -Htn "src $address and sport = 2049" > /dev/null 2>&1
exit 0
