# Run on the server that an export leaves. Arguments: the floating address. Says "gone" when neither the address nor a server that is
# bound to it is there any more: from then on nothing of what clients had asked for can still be written here.
address=$1
while here; do read -r -t 0.005 _; [ $? -le 128 ] && exit 1; done
since=${EPOCHREALTIME/[.,]/}
while listens bound; do read -r -t 0.01 _; [ $? -le 128 ] && exit 1; done
echo "gone ${since%???}"
# What the kernel still holds of old connections would only disturb when the export comes back.
ss --kill -Htn "src $address and sport = 2049" > /dev/null 2>&1
exit 0
