#!/bin/bash
# Builds the desktop guest in the current folder: kernel, initrd, desktop.qcow2. $1: Debian's mirror.
set -eu -o pipefail
mirror=$1

echo "desktop guest: fetching and unpacking Debian 12 (the longest part, about a minute)"
mmdebstrap --quiet --variant=minbase \
    --include=systemd-sysv,udev,dbus,iproute2,kmod,linux-image-cloud-amd64,xrdp,xorgxrdp,xserver-xorg-core,openbox,mpv \
    bookworm root.tar "$mirror" &
bootstrap=$!
seconds=0
while kill -0 $bootstrap 2> /dev/null; do
    sleep 1
    seconds=$((seconds + 1))
    if [ $((seconds % 8)) -eq 0 ]; then echo "desktop guest: $seconds s"; fi
done
wait $bootstrap
mkdir root
tar -C root -xf root.tar
rm root.tar

echo "desktop guest: making the numbered video"
# Below the picture a strip of 20 blocks of 16 x 16: 16 bits of the frame number N (the lowest first), then 4 check
# bits, N % 15 + 1. io.godwit.experience.FrameNumber reads it.
ffmpeg -v error -y -f lavfi -i "testsrc2=size=320x224:rate=24" -f lavfi -i "color=black:size=320x16:rate=24" \
    -filter_complex "[1:v]format=gray,geq=lum='if(lt(X,256),255*mod(floor(N/pow(2,floor(X/16))),2),255*mod(floor((mod(N,15)+1)/pow(2,floor((X-256)/16))),2))',format=yuv420p[strip];[0:v]format=yuv420p[picture];[picture][strip]vstack" \
    -frames:v 7200 -c:v mpeg1video -q:v 4 root/opt/video.mpg

echo "desktop guest: settings"
cat > root/usr/local/sbin/godwit-network << 'S'
#!/bin/sh
# The lab gives name and address on the kernel's command line.
for word in $(cat /proc/cmdline); do
    case $word in
        godwit.address=*) address=${word#*=} ;;
        godwit.name=*) hostname "${word#*=}" ;;
    esac
done
for device in /sys/class/net/e*; do
    ip link set "${device##*/}" up
    ip addr add "$address" dev "${device##*/}"
done
S
chmod +x root/usr/local/sbin/godwit-network
cat > root/etc/systemd/system/godwit-network.service << 'S'
[Unit]
Description=The lab's address
DefaultDependencies=no
After=systemd-udev-settle.service
Wants=systemd-udev-settle.service
Before=network.target xrdp.service
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/godwit-network
[Install]
WantedBy=multi-user.target
S
echo desktop > root/etc/hostname
echo "127.0.0.1 localhost desktop" > root/etc/hosts
chroot root useradd -m -s /bin/bash viewer
echo viewer:viewer | chroot root chpasswd
# Debian leaves xrdp without the key of its own certificate, and xrdp then falls back, in silence, to RDP's old security,
# which no client in a browser speaks.
chroot root usermod -a -G ssl-cert xrdp
chroot root systemctl enable godwit-network xrdp xrdp-sesman > /dev/null 2>&1
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
        systemd-timesyncd.service e2scrub_reap.service getty@tty1.service; do
    chroot root systemctl mask "$unit" > /dev/null 2>&1 || true
done
mkdir -p root/etc/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\n' > root/etc/systemd/journald.conf.d/lab.conf
cat > root/home/viewer/.xsession << 'S'
openbox &
exec mpv --no-config --vo=x11 --no-audio --loop=inf --no-osc --osd-level=0 --profile=sw-fast --geometry=320x240+0+0 \
    --no-border --really-quiet /opt/video.mpg
S
chmod +x root/home/viewer/.xsession
chroot root chown -R viewer:viewer /home/viewer
echo '/dev/vda / ext4 defaults,noatime 0 1' > root/etc/fstab
rm -rf root/var/lib/apt/lists/* root/var/cache/apt/* root/usr/share/doc/* root/usr/share/man/* root/usr/share/locale/*
cp root/boot/vmlinuz-* kernel
cp root/boot/initrd.img-* initrd

echo "desktop guest: packing the disk"
truncate -s 3G desktop.raw
mkfs.ext4 -q -F -d root desktop.raw
qemu-img convert -O qcow2 desktop.raw desktop.qcow2
rm -rf desktop.raw root
echo "desktop guest: ready, $(du -h desktop.qcow2 | cut -f1)"
