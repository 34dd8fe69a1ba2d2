# Sourced by the first process of each host, inside its own network, mount, UTS, IPC and PID namespaces.
# In the environment: LAB (the lab's folder), HOST, NAS_SERVERS, KVM (yes or no).
set -e
DIR=$LAB/$HOST
hostname "$HOST"
mount --make-rprivate /
mkdir -p "$DIR"/{run,etc,lib,log,cache,dev,nfs,export}
mount --bind "$DIR/run" /run
# libvirt's own folders, which its packages leave to be made at first use; each host sees its own in their place.
mkdir -p /var/lib/libvirt /var/log/libvirt /var/cache/libvirt /var/lib/nfs
cp -a /etc/libvirt/. "$DIR/etc/"
mount --bind "$DIR/etc" /etc/libvirt
mount --bind "$DIR/lib" /var/lib/libvirt
mount --bind "$DIR/log" /var/log/libvirt
mount --bind "$DIR/cache" /var/cache/libvirt
mount -t tmpfs tmpfs /mnt
mount -t tmpfs tmpfs /srv

# libvirt parses these names even where guests run as root; Debian makes them with a package that the lab does without.
cp /etc/passwd /etc/group "$DIR/"
grep -q '^libvirt-qemu:' "$DIR/passwd" || echo 'libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin' >> "$DIR/passwd"
grep -q '^libvirt-qemu:' "$DIR/group" || echo 'libvirt-qemu:x:64055:' >> "$DIR/group"
grep -q '^libvirt:' "$DIR/group" || echo 'libvirt:x:64056:' >> "$DIR/group"
mount --bind "$DIR/passwd" /etc/passwd
mount --bind "$DIR/group" /etc/group

# A private /dev. A /dev/kvm that exists but runs no stock guest (nested, paravirtual only) is worse than none.
mount -t tmpfs tmpfs "$DIR/dev"
for node in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r name major minor <<< "$node"
    mknod -m 666 "$DIR/dev/$name" c "$major" "$minor"
done
mkdir -p "$DIR"/dev/{net,pts,shm,mapper}
mknod -m 666 "$DIR/dev/net/tun" c 10 200
if [ "$KVM" = yes ]; then mknod -m 666 "$DIR/dev/kvm" c 10 232; fi
mount --bind "$DIR/dev" /dev
mount -t devpts devpts /dev/pts -o ptmxmode=666
ln -s pts/ptmx /dev/ptmx
mount -t tmpfs tmpfs /dev/shm
ln -s /proc/self/fd /dev/fd

# auth_tcp none: the only network that reaches it is the lab's own.
cat > /etc/libvirt/libvirtd.conf << C
listen_tls = 0
listen_tcp = 1
auth_tcp = "none"
auth_unix_rw = "none"
host_uuid = "$(cat /proc/sys/kernel/random/uuid)"
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
C
cat > /etc/libvirt/qemu.conf << C
user = "root"
group = "root"
security_driver = "none"
cgroup_controllers = []
namespaces = []
stdio_handler = "file"
remember_owner = 0
C

# A pool definition that libvirtd starts by itself.
pool() {
    mkdir -p /etc/libvirt/storage/autostart
    cat > "/etc/libvirt/storage/$1.xml" << C
<pool type='dir'><name>$1</name><target><path>$2</path></target></pool>
C
    ln -sf "/etc/libvirt/storage/$1.xml" /etc/libvirt/storage/autostart/
}

# The first process must reap orphans: QEMU daemonizes, and while a dead one stays a zombie libvirt waits 40 s for it.
reap() {
    while true; do
        wait -n 2> /dev/null || sleep 1
    done
}
