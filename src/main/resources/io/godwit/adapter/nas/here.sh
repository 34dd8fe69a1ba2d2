# For the scripts behind this one: whether the floating address, $address, is on this server.
# The kernel's own list, read without a process and at once, not line by line: this is asked some hundred times beside running VMs.
here() {
    local trie
    mapfile -t trie < /proc/net/fib_trie
    [[ ${trie[*]} =~ \|--\ ${address//./\\.}\ +/32[^|]*LOCAL ]]
}
