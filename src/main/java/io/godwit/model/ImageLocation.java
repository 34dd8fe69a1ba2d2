package io.godwit.model;

/**
 * Where an image lies.
 *
 * @param export the export's path, as NFS clients name it
 * @param name the file's name below the export
 */
public record ImageLocation(String nas, String export, String name) {
    @Override
    public String toString() {
        return nas + ":" + export + "/" + name;
    }
}
