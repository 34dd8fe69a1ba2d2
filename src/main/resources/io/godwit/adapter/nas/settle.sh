# Leaves the pair free, and waits until Pacemaker has nothing left to do. Arguments: the resource, held (a move's constraint is there)
# or free, and seconds at most.
[ "$2" = free ] || crm_resource --clear --resource "$1" || exit
# What "crm_resource --wait" asks, but that sleeps 2 s before it looks for the first time (Pacemaker 2.1). What the scheduler has no more to
# say about may still be under way (a fencing): the cluster's coordinator is idle after that.
idle() {
    [[ $plan =~ \<node\ name=\"([^\"]*)\"[^\>]*\ is_dc=\"true\" ]] && [[ $(crmadmin --status="${BASH_REMATCH[1]}" 2>&1) == *S_IDLE* ]]
}
end=$((SECONDS + $3))
while :; do
    plan=$(crm_simulate --simulate --live-check --output-as=xml 2> /dev/null)
    case $plan in
        *'<transition/>'*) ! idle || exit 0 ;;
        *'<transition'*) ;;
        # One that is too old to answer so.
        *) exec crm_resource --wait --timeout="$3s" ;;
    esac
    [ $SECONDS -lt $end ] || { echo "Pacemaker has not come to rest within $3 s" >&2; exit 1; }
    sleep 0.3
done
