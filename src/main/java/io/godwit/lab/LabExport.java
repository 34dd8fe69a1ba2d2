package io.godwit.lab;

/**
 * An export with an address of its own, which either server of the NAS pair can serve.
 *
 * @param address the floating one
 * @param home the NAS that serves it while nothing is wrong
 * @param id NFS-Ganesha's Export_Id: the same on both servers, or clients would hold stale file handles after a move
 */
public record LabExport(String name, String address, String home, int id) {
    /** As NFS clients name it. */
    public String path() {
        return "/" + name;
    }

    /** As the hosts' scripts read it. */
    String word() {
        return name + "=" + address + "=" + home + "=" + id;
    }
}
