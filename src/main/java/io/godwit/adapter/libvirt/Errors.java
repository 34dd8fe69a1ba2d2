package io.godwit.adapter.libvirt;

import io.godwit.libvirt.ErrorCode;
import io.godwit.libvirt.LibvirtException;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import java.util.function.Supplier;

/** Turns libvirt's errors into ours at the package's edge: the host is silent, or it said no. */
record Errors(String host) {
    <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (LibvirtException e) {
            throw translated(e);
        }
    }

    void running(Runnable call) {
        try {
            call.run();
        } catch (LibvirtException e) {
            throw translated(e);
        }
    }

    GodwitException translated(LibvirtException e) {
        String said = String.valueOf(e.getMessage());
        return lostTheHost(e)
                ? new Unreachable(host, said, e)
                : new Failed(host + ": " + said, "godwit get vms shows where the VM runs", e);
    }

    /** Whether the connection is what failed, rather than the thing that was asked for. */
    static boolean lostTheHost(LibvirtException e) {
        String said = String.valueOf(e.getMessage());
        boolean socket = e.is(ErrorCode.SYSTEM_ERROR) && (said.contains("connect") || said.contains("socket"));
        return socket || e.is(ErrorCode.RPC, ErrorCode.NO_CONNECT, ErrorCode.INVALID_CONN, ErrorCode.AUTH_FAILED);
    }
}
