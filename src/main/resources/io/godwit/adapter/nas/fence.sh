# Run on the server that an export leaves, where no cluster manager does it: takes the address away, ends the server by its OCF agent,
# and looks that both are gone. Arguments: the floating address, the agent's file, NAME=VALUE of its parameters.
address=$1
agent=$2
shift 2
export OCF_ROOT=/usr/lib/ocf OCF_RESOURCE_INSTANCE=godwit
for parameter in "$@"; do export "OCF_RESKEY_${parameter%%=*}=${parameter#*=}"; done
ip -oneline address show to "$address/32" | while read -r _ device _ prefix _; do ip address del "$prefix" dev "$device"; done
since=$(date +%s%3N)
"$agent" stop > /dev/null || exit 1
[ -z "$(ip -oneline address show to "$address/32")" ] && [ -z "$(ss -Hltn "src $address and sport = 2049")" ] || exit 1
echo "gone $since"
ss --kill -Htn "src $address and sport = 2049" > /dev/null 2>&1
exit 0
