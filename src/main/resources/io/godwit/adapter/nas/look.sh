# What a NAS says of itself and one export. Arguments: the floating address, the export's path as clients name it, its folder, and what
# Pacemaker calls this server where that is known. Prints KEY=VALUE lines. Reads only.
# A process for each question would be felt by VMs beside it, and this is asked several times in a takeover: what bash can read by itself it does.
address=$1
say() { [ -z "$2" ] || printf '%s=%s\n' "$1" "$2"; }
has() { command -v "$1" > /dev/null 2>&1; }
node=$4
[ -n "$node" ] || ! has crm_node || node=$(crm_node -n 2> /dev/null)
say node "$node"
! here || say address yes
listens=
while read -r state _ _ _ peer _; do
    [ "$state" != LISTEN ] || listens=yes
    [[ $peer =~ ^\[::ffff:(.*)](.*)$ ]] && peer=${BASH_REMATCH[1]}${BASH_REMATCH[2]}
    [ "$state" != ESTAB ] || say client "$peer"
done < <(ss -Htan "( src $address or src 0.0.0.0 or src [::] ) and sport = 2049")
say listens "$listens"

if [ -r /proc/fs/nfsd/threads ] && [ "$(cat /proc/fs/nfsd/threads)" -gt 0 ]; then
    say lease "$(cat /proc/fs/nfsd/nfsv4leasetime)"
    say grace "$(cat /proc/fs/nfsd/nfsv4gracetime)"
    [ "$(cat /proc/fs/nfsd/v4_end_grace 2> /dev/null)" != N ] || say ingrace yes
    # exportfs lists only what is exported now: a server that waits for the export has nothing to say here.
    say identity "$(exportfs -v 2> /dev/null | tr '\n' ' ' | sed 's/  */ /g' | grep -o "$3 [^ ]*" | grep -o 'fsid=[^,)]*' | head -n 1)"
else
    for config in /etc/ganesha/*.conf; do
        IFS= read -rd '' text 2> /dev/null < "$config"
        [[ $text =~ Pseudo\ *=\ *\"?"$2"\"?\ *\; ]] || continue
        field() { [[ $text =~ $1\ *=\ *([0-9.]*[0-9]) ]] && field=${BASH_REMATCH[1]} || field=$2; }
        field Export_Id
        identity="export $field"
        field Filesystem_Id
        say identity "$identity, file system $field"
        field Lease_Lifetime 60
        say lease "$field"
        field Grace_Period 90
        say grace "$field"
        # The log of the Ganesha that runs with this configuration says whether it waits for clients.
        log=
        for process in /proc/[0-9]*; do
            mapfile -d '' -t words 2> /dev/null < "$process/cmdline" || continue
            [[ ${words[0]:-} == *ganesha.nfsd && " ${words[*]} " == *" $config "* ]] || continue
            for ((i = 1; i < ${#words[@]}; i++)); do [ "${words[i - 1]}" != -L ] || log=${words[i]}; done
            break
        done
        graces=$(grep -ohE 'NOT IN GRACE|Now IN GRACE' "${log:-/var/log/ganesha/ganesha.log}" 2> /dev/null)
        [ "${graces##*$'\n'}" != 'Now IN GRACE' ] || say ingrace yes
        break
    done
fi

compgen -G '/dev/drbd*' > /dev/null || exit 0
device=$(findmnt --noheadings --output SOURCE --target "$3" 2> /dev/null | head -n 1)
case $device in
    /dev/drbd*)
        # DRBD 9 lists peers apart, 8.4 as UpToDate/UpToDate.
        states=$(drbdadm status 2> /dev/null | grep -oE '(peer-)?disk:[A-Za-z]+' | cut -d: -f2 | sort -u | tr '\n' ' ')
        [ -n "$states" ] || states=$(grep -oE 'ds:[A-Za-z/]+' /proc/drbd 2> /dev/null | cut -c4- | tr '/' '\n' | sort -u | tr '\n' ' ')
        say replication "$device: ${states:-unknown}"
        [ "$states" != 'UpToDate ' ] || say insync yes
        ;;
esac
exit 0
