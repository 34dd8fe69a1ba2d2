# For the scripts behind this one: whether the floating address, $address, is on this server.
# The kernel's own list, read without a process: this is asked some hundred times beside running VMs.
here() {
    local line before=
    while read -r line; do
        [ "$before" = "|-- $address" ] && [[ $line == /32*LOCAL ]] && return 0
        before=$line
    done < /proc/net/fib_trie
    return 1
}
