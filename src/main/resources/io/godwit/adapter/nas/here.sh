# For the scripts behind this one: whether the floating address, $address, is on this server, and whether a server listens there.
# The kernel's own list, read without a process and at once, not line by line: this is asked some hundred times beside running VMs.
here() {
    local trie
    mapfile -t trie < /proc/net/fib_trie
    [[ ${trie[*]} =~ \|--\ ${address//./\\.}\ +/32[^|]*LOCAL ]]
}

# Whether an NFS server listens at the address, or would as soon as it is here: by "bound" only one that is bound to just this address.
# Without a process, for the same reason. The kernel writes addresses in the machine's own order of bytes; none is taken for granted.
listens() {
    local a b c d at v4 v6
    IFS=. read -r a b c d <<< "$address"
    printf -v at '%02X%02X%02X%02X|%02X%02X%02X%02X' "$d" "$c" "$b" "$a" "$a" "$b" "$c" "$d"
    [ "${1:-}" = bound ] || at="$at|00000000"
    mapfile -t v4 < /proc/net/tcp
    [ ! -r /proc/net/tcp6 ] || mapfile -t v6 < /proc/net/tcp6
    [[ "${v4[*]} ${v6[*]}" =~ ($at):0801\ [0-9A-F]+:0000\ 0A\  ]]
}
