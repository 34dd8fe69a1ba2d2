package io.godwit.lab;

import java.nio.file.Path;

/**
 * Where images can lie: a NAS's own export, or one with a floating address.
 *
 * @param name of the NAS or of the export; also that of its mount below /mnt on the hypervisors
 * @param address by which NFS clients reach it
 * @param path the export's, as NFS clients name it
 * @param folder on this machine
 */
record Place(String name, String address, String path, Path folder) {}
