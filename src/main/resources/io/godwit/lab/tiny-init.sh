#!/bin/busybox sh
# The tiny guest's first process.
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for module in virtio_pci virtio_blk virtio_net; do modprobe $module; done
for word in $(cat /proc/cmdline); do
    case $word in
        godwit.*=*) name=${word%%=*}; eval "${name#godwit.}='${word#*=}'" ;;
    esac
done
hostname "$name_of_vm"
ip link set lo up
ip link set eth0 up
ip addr add "$address" dev eth0
echo "GODWIT READY" > /dev/console
[ "${dirtied:-0}" = 0 ] || recorder dirty "$dirtied" < /dev/null > /dev/console 2>&1 &
[ -n "$collector" ] || exec sleep 1000000000
for disk in $(echo "$disks" | tr , ' '); do
    recorder "$name_of_vm" "$disk" "$run" "$rate" "$collector" < /dev/null > /dev/console 2>&1 &
done
while true; do wait; sleep 1; done
