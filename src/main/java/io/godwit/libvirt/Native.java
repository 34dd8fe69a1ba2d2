package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** The one door to the library: finds functions, calls them, and turns C's answers into ours. */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBVIRT = load();
    private static final MethodHandle FREE = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("free"),
            FunctionDescriptor.ofVoid(ADDRESS));

    private Native() {}

    private static SymbolLookup load() {
        try {
            return SymbolLookup.libraryLookup("libvirt.so.0", Arena.global());
        } catch (IllegalArgumentException e) {
            throw new LibraryMissing(e);
        }
    }

    /** A function that answers with an int. */
    static MethodHandle ints(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LIBVIRT.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /** A function that answers with a pointer. */
    static MethodHandle pointers(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LIBVIRT.findOrThrow(name), FunctionDescriptor.of(ADDRESS, arguments));
    }

    /** A function that answers with an unsigned long long. */
    static MethodHandle longs(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LIBVIRT.findOrThrow(name), FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    /** A function without an answer. */
    static MethodHandle voids(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LIBVIRT.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
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
        int answer = (int) invoke(function, arguments);
        if (answer < 0) {
            throw LibvirtException.last();
        }
        return answer;
    }

    /** Calls a function that answers NULL where it failed. */
    static MemorySegment pointer(MethodHandle function, Object... arguments) {
        MemorySegment answer = (MemorySegment) invoke(function, arguments);
        if (answer.equals(MemorySegment.NULL)) {
            throw LibvirtException.last();
        }
        return answer;
    }

    static Object invoke(MethodHandle function, Object... arguments) {
        requirePlatformThread();
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call into libvirt broke", e);
        }
    }

    /** Calls a function without an answer. */
    static void run(MethodHandle function, Object... arguments) {
        requirePlatformThread();
        try {
            var _ = function.invokeWithArguments(arguments);
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
