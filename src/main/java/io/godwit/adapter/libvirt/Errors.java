package io.godwit.adapter.libvirt;

import io.godwit.libvirt.ErrorCode;
import io.godwit.libvirt.LibvirtException;
import io.godwit.model.GodwitException;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import java.util.List;
import java.util.function.Supplier;

/** Turns libvirt's errors into ours at the package's edge: the host is silent, or it said no. */
record Errors(String host) {
    /** Words of libvirt's for a socket that does not do. */
    private static final List<String> ENDS = List.of("connect", "socket", "End of file while reading", "Cannot recv",
            "Cannot write data");

    <T> T calling(Supplier<T> call) {
        try {
            return call.get();
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
        boolean socket = e.is(ErrorCode.SYSTEM_ERROR) && ENDS.stream().anyMatch(said::contains);
        // virNetClient and virKeepAlive have no code of their own for a connection that is gone.
        boolean gone = e.is(ErrorCode.INTERNAL_ERROR)
                && (said.contains("keepalive timeout") || said.contains("client socket is closed"));
        return socket || gone
        // The VM is held by a call that waits for QEMU.
                || e.is(ErrorCode.OPERATION_TIMEOUT)
                || e.is(ErrorCode.RPC, ErrorCode.NO_CONNECT, ErrorCode.INVALID_CONN, ErrorCode.AUTH_FAILED);
    }
}
