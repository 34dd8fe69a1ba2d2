package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What libvirt said when a call failed (virGetLastError, virterror.h). */
public final class LibvirtException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final MethodHandle LAST = Native.function("virGetLastError");
    private static final long DOMAIN = 4;
    private static final long MESSAGE = 8;
    private static final long SIZE = 24;

    private final int code;
    private final int domain;

    public LibvirtException(int code, int domain, String message) {
        super(message);
        this.code = code;
        this.domain = domain;
    }

    /** The error of the call that this very thread made last. */
    static LibvirtException last() {
        MemorySegment error = Native.address(LAST);
        if (error.equals(MemorySegment.NULL)) {
            return new LibvirtException(ErrorCode.INTERNAL_ERROR, 0, "libvirt gave no reason");
        }
        MemorySegment fields = error.reinterpret(SIZE);
        return new LibvirtException(fields.get(JAVA_INT, 0), fields.get(JAVA_INT, DOMAIN),
                Native.borrowed(fields.get(ADDRESS, MESSAGE)));
    }

    /** virErrorNumber; {@link ErrorCode} names those that matter. */
    public int code() {
        return code;
    }

    /** virErrorDomain. */
    public int domain() {
        return domain;
    }

    public boolean is(int... codes) {
        for (int candidate : codes) {
            if (candidate == code) {
                return true;
            }
        }
        return false;
    }
}
