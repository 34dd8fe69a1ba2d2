# One action of an OCF agent, outside of a cluster manager. Arguments: the agent's file, the action, NAME=VALUE of its parameters.
agent=$1
action=$2
shift 2
export OCF_ROOT=/usr/lib/ocf OCF_RESOURCE_INSTANCE=godwit
for parameter in "$@"; do export "OCF_RESKEY_${parameter%%=*}=${parameter#*=}"; done
exec "$agent" "$action"
