# What a NAS says of itself and one export. Arguments: the floating address, the export's path as clients name it, its folder.
# Prints KEY=VALUE lines. Reads only.
say() { [ -z "$2" ] || printf '%s=%s\n' "$1" "$2"; }
yes() { [ -z "$2" ] || say "$1" yes; }
has() { command -v "$1" > /dev/null 2>&1; }
has crm_node && say node "$(crm_node -n 2> /dev/null)"
yes address "$(ip -oneline address show to "$1/32")"
yes listens "$(ss -Hltn "( src $1 or src 0.0.0.0 or src [::] ) and sport = 2049")"
ss -Htn state established "src $1 and sport = 2049" | awk '{ print $4 }' | sed 's/\[::ffff:\(.*\)\]/\1/; s/^/client=/'

if [ -r /proc/fs/nfsd/threads ] && [ "$(cat /proc/fs/nfsd/threads)" -gt 0 ]; then
    say lease "$(cat /proc/fs/nfsd/nfsv4leasetime)"
    say grace "$(cat /proc/fs/nfsd/nfsv4gracetime)"
    [ "$(cat /proc/fs/nfsd/v4_end_grace 2> /dev/null)" != N ] || say ingrace yes
    # exportfs lists only what is exported now: a server that waits for the export has nothing to say here.
    say identity "$(exportfs -v 2> /dev/null | tr '\n' ' ' | sed 's/  */ /g' | grep -o "$3 [^ ]*" | grep -o 'fsid=[^,)]*' | head -n 1)"
else
    for config in /etc/ganesha/*.conf; do
        grep -qsE "Pseudo *= *\"?$2\"? *;" "$config" || continue
        field() { grep -oE "$1 *= *[0-9.]+" "$config" | head -n 1 | grep -oE '[0-9.]+$'; }
        say identity "export $(field Export_Id), file system $(field Filesystem_Id)"
        lease=$(field Lease_Lifetime)
        grace=$(field Grace_Period)
        say lease "${lease:-60}"
        say grace "${grace:-90}"
        # The log of the Ganesha that runs with this configuration says whether it waits for clients.
        log=
        for process in /proc/[0-9]*; do
            mapfile -d '' -t words 2> /dev/null < "$process/cmdline" || continue
            [[ ${words[0]:-} == *ganesha.nfsd && " ${words[*]} " == *" $config "* ]] || continue
            for ((i = 1; i < ${#words[@]}; i++)); do [ "${words[i - 1]}" != -L ] || log=${words[i]}; done
            break
        done
        last=$(grep -ohE 'NOT IN GRACE|Now IN GRACE' "${log:-/var/log/ganesha/ganesha.log}" 2> /dev/null | tail -n 1)
        [ "$last" != 'Now IN GRACE' ] || say ingrace yes
        break
    done
fi

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
