package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;

/** virTypedParameter arrays: built for a call, or decoded from an answer. A name may be given several times. */
public final class TypedParams implements AutoCloseable {
    private static final MethodHandle ADD_STRING = Native.function("virTypedParamsAddString", ADDRESS, ADDRESS, ADDRESS,
            ADDRESS, ADDRESS);
    private static final MethodHandle ADD_LONG = Native.function("virTypedParamsAddULLong", ADDRESS, ADDRESS, ADDRESS,
            ADDRESS, JAVA_LONG);
    private static final MethodHandle ADD_INT = Native.function("virTypedParamsAddInt", ADDRESS, ADDRESS, ADDRESS,
            ADDRESS,
            JAVA_INT);
    private static final MethodHandle FREE = Native.function("virTypedParamsFree", ADDRESS, JAVA_INT);

    /** struct _virTypedParameter: char field[80]; int type; union value. */
    private static final long NAME_BYTES = 80;
    private static final long TYPE_AT = 80;
    private static final long VALUE_AT = 88;
    static final long STRUCT_BYTES = 96;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment params = arena.allocate(ADDRESS);
    private final MemorySegment count = arena.allocate(JAVA_INT);
    private final MemorySegment capacity = arena.allocate(JAVA_INT);

    public TypedParams string(String name, String value) {
        Native.count(ADD_STRING, params, count, capacity, arena.allocateFrom(name), arena.allocateFrom(value));
        return this;
    }

    public TypedParams unsignedLong(String name, long value) {
        Native.count(ADD_LONG, params, count, capacity, arena.allocateFrom(name), value);
        return this;
    }

    public TypedParams integer(String name, int value) {
        Native.count(ADD_INT, params, count, capacity, arena.allocateFrom(name), value);
        return this;
    }

    MemorySegment array() {
        return params.get(ADDRESS, 0);
    }

    int size() {
        return count.get(JAVA_INT, 0);
    }

    /** Reads an array; the numbers of C become Long or Double, booleans Boolean. Of a repeated name the last counts. */
    static Map<String, Object> decode(MemorySegment array, int count) {
        Map<String, Object> values = new LinkedHashMap<>();
        MemorySegment structs = array.reinterpret(count * STRUCT_BYTES);
        for (int i = 0; i < count; i++) {
            MemorySegment struct = structs.asSlice(i * STRUCT_BYTES, STRUCT_BYTES);
            values.put(Native.fixedString(struct.asSlice(0, NAME_BYTES)), value(struct));
        }
        return values;
    }

    private static Object value(MemorySegment struct) {
        return switch (struct.get(JAVA_INT, TYPE_AT)) {
            case 1 -> (long) struct.get(JAVA_INT, VALUE_AT);
            case 2 -> Integer.toUnsignedLong(struct.get(JAVA_INT, VALUE_AT));
            case 3, 4 -> struct.get(JAVA_LONG, VALUE_AT);
            case 5 -> struct.get(JAVA_DOUBLE, VALUE_AT);
            case 6 -> struct.get(java.lang.foreign.ValueLayout.JAVA_BYTE, VALUE_AT) != 0;
            case 7 -> Native.borrowed(struct.get(ADDRESS, VALUE_AT));
            default -> "a value of an unknown type";
        };
    }

    /** Reads an array that libvirt gave us, and frees it. */
    static Map<String, Object> take(MemorySegment array, int count) {
        if (count == 0) {
            return Map.of();
        }
        try {
            return decode(array, count);
        } finally {
            Native.run(FREE, array, count);
        }
    }

    @Override
    public void close() {
        Native.run(FREE, array(), size());
        arena.close();
    }
}
