package io.godwit.libvirt;

/** The error codes that Godwit tells apart (virErrorNumber in virterror.h); others are kept as numbers. */
public final class ErrorCode {
    public static final int INTERNAL_ERROR = 1;
    public static final int NO_SUPPORT = 3;
    public static final int NO_CONNECT = 5;
    public static final int INVALID_CONN = 6;
    public static final int OPERATION_FAILED = 9;
    public static final int SYSTEM_ERROR = 38;
    public static final int RPC = 39;
    public static final int NO_DOMAIN = 42;
    public static final int AUTH_FAILED = 45;
    public static final int NO_STORAGE_POOL = 49;
    public static final int NO_STORAGE_VOL = 50;
    public static final int OPERATION_INVALID = 55;
    public static final int OPERATION_TIMEOUT = 68;
    public static final int NO_DOMAIN_METADATA = 80;
    public static final int OPERATION_ABORTED = 78;
    public static final int STORAGE_VOL_EXIST = 90;

    private ErrorCode() {}
}
