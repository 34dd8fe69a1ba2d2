#!/bin/bash
# Tells Pacemaker what the pair serves; run once, on one of the servers. In the environment: LAB_PAIR, LAB_EXPORTS.
set -e
cib() { cibadmin --"$1" --scope "$2" --xml-text "$3"; }
property() { echo "<nvpair id='option-$1' name='$1' value='$2'/>"; }
fences=
rules=
for host in $LAB_PAIR; do
    name=${host%%=*}
    # In a split both servers would end the other: the one that is to end the second server waits, so that one of them wins.
    delay=0
    [ "$name" = nas1 ] || delay=3
    fences="$fences<primitive id='fence-$name' class='stonith' type='fence_lab'><instance_attributes id='fence-$name-attributes'>
        <nvpair id='fence-$name-plug' name='plug' value='$name'/><nvpair id='fence-$name-list' name='pcmk_host_list' value='$name'/>
        <nvpair id='fence-$name-delay' name='pcmk_delay_base' value='${delay}s'/>
        </instance_attributes></primitive>"
    rules="$rules<rsc_location id='fence-$name-elsewhere' rsc='fence-$name' node='$name' score='-INFINITY'/>"
done
groups=
for export in $LAB_EXPORTS; do
    IFS== read -r name address home _ <<< "$export"
    groups="$groups<group id='$name'>
        <primitive id='$name-server' class='ocf' provider='godwit' type='nfs-export'>
            <instance_attributes id='$name-server-attributes'><nvpair id='$name-server-name' name='name' value='$name'/>
            <nvpair id='$name-server-address' name='address' value='$address'/></instance_attributes>
            <operations><op id='$name-server-monitor' name='monitor' interval='3s' timeout='10s'/></operations>
        </primitive>
        <primitive id='$name-address' class='ocf' provider='heartbeat' type='IPaddr2'>
            <instance_attributes id='$name-address-attributes'><nvpair id='$name-address-ip' name='ip' value='$address'/>
            <nvpair id='$name-address-nic' name='nic' value='eth0'/><nvpair id='$name-address-mask' name='cidr_netmask' value='24'/>
            </instance_attributes>
            <operations><op id='$name-address-monitor' name='monitor' interval='10s' timeout='20s'/></operations>
        </primitive>
    </group>"
    rules="$rules<rsc_location id='$name-home' rsc='$name' node='$home' score='50'/>"
done
cib modify crm_config "<crm_config><cluster_property_set id='cib-bootstrap-options'>$(property stonith-enabled true
    property stonith-action off; property no-quorum-policy stop; property cluster-recheck-interval 60s)</cluster_property_set></crm_config>"
cib modify rsc_defaults "<rsc_defaults><meta_attributes id='rsc-options'><nvpair id='stick' name='resource-stickiness' value='100'/>
    <nvpair id='threshold' name='migration-threshold' value='3'/></meta_attributes></rsc_defaults>"
cib modify resources "<resources>$fences$groups</resources>"
cib modify constraints "<constraints>$rules</constraints>"
crm_resource --wait --timeout=60s
