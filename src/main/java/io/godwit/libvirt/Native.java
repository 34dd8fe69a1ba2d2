package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The one door to the library: finds functions, calls them, and turns C's answers into ours. */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBVIRT = load();
    /** Parameters that both ABIs that we run on (System V for x86-64, AAPCS64) pass in registers. */
    private static final int REGISTERS = 6;
    private static final MethodHandle FREE = downcall(LINKER.defaultLookup(), "free", 1);

    private Native() {}

    private static SymbolLookup load() {
        try {
            return SymbolLookup.libraryLookup("libvirt.so.0", Arena.global());
        } catch (IllegalArgumentException e) {
            throw new LibraryMissing(e);
        }
    }

    /**
     * A function. All of libvirt's take and give integers and pointers, and a C callee reads of a register what its
     * parameter's type needs, and only the registers of the parameters that it has: so every function is bound as one from
     * six longs to a long, and one shape serves them all (two with those that take more than the registers hold). Binding
     * each in its own types took half a second of every start, one shape for each number of parameters 30 ms.
     */
    static MethodHandle function(String name, MemoryLayout... arguments) {
        return downcall(LIBVIRT, name, arguments.length);
    }

    /** A function of libvirt's part for QEMU alone; the library comes with the other one. */
    static MethodHandle qemuFunction(String name, int arity) {
        return downcall(SymbolLookup.libraryLookup("libvirt-qemu.so.0", Arena.global()), name, arity);
    }

    private static MethodHandle downcall(SymbolLookup library, String name, int arity) {
        MemoryLayout[] longs = new MemoryLayout[Math.max(REGISTERS, arity)];
        Arrays.fill(longs, JAVA_LONG);
        return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_LONG, longs));
    }

    static Linker linker() {
        return LINKER;
    }

    static void requirePlatformThread() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("libvirt was called from a virtual thread; use a platform thread");
        }
    }

    /** Calls a function that answers below zero where it failed. */
    static int count(MethodHandle function, Object... arguments) {
        int answer = number(function, arguments);
        if (answer < 0) {
            throw LibvirtException.last();
        }
        return answer;
    }

    /** Calls a function that answers NULL where it failed. */
    static MemorySegment pointer(MethodHandle function, Object... arguments) {
        MemorySegment answer = address(function, arguments);
        if (answer.equals(MemorySegment.NULL)) {
            throw LibvirtException.last();
        }
        return answer;
    }

    /** Calls a function whose answer is an int; the upper half of the register holds nothing. */
    static int number(MethodHandle function, Object... arguments) {
        return (int) call(function, words(arguments));
    }

    static MemorySegment address(MethodHandle function, Object... arguments) {
        return MemorySegment.ofAddress(call(function, words(arguments)));
    }

    /** Calls a function without an answer. */
    static void run(MethodHandle function, Object... arguments) {
        var _ = call(function, words(arguments));
    }

    private static long[] words(Object... arguments) {
        long[] words = new long[Math.max(REGISTERS, arguments.length)];
        for (int i = 0; i < arguments.length; i++) {
            words[i] = switch (arguments[i]) {
                case MemorySegment memory -> memory.address();
                case Number number -> number.longValue();
                case Object other -> throw new IllegalArgumentException("not for C: " + other);
            };
        }
        return words;
    }

    private static long call(MethodHandle f, long... w) {
        requirePlatformThread();
        try {
            return switch (w.length) {
                case 6 -> (long) f.invokeExact(w[0], w[1], w[2], w[3], w[4], w[5]);
                case 7 -> (long) f.invokeExact(w[0], w[1], w[2], w[3], w[4], w[5], w[6]);
                default -> throw new IllegalArgumentException("no function of libvirt that we use takes " + w.length);
            };
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call into libvirt broke", e);
        }
    }

    /** A string that libvirt keeps. */
    static String borrowed(MemorySegment text) {
        return text.equals(MemorySegment.NULL) ? "" : text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** A string that libvirt gave us, and that we free. */
    static String owned(MemorySegment text) {
        try {
            return borrowed(text);
        } finally {
            free(text);
        }
    }

    static void free(MemorySegment memory) {
        run(FREE, memory);
    }

    /** The pointers of an array that a virXListAllY function allocated; the array is freed, what it points at is not. */
    static List<MemorySegment> takeArray(MemorySegment holder, int count) {
        MemorySegment array = holder.get(ADDRESS, 0).reinterpret(count * ADDRESS.byteSize());
        List<MemorySegment> pointers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pointers.add(array.getAtIndex(ADDRESS, i));
        }
        free(array);
        return pointers;
    }

    static String fixedString(MemorySegment field) {
        int length = 0;
        while (length < field.byteSize() && field.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(field.asSlice(0, length).toArray(JAVA_BYTE), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The library is not on this machine. */
    static final class LibraryMissing extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        LibraryMissing(Throwable cause) {
            super("libvirt.so.0 is not on this machine; install the package libvirt0", cause);
        }
    }
}
