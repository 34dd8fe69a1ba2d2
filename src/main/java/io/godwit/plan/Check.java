package io.godwit.plan;

/**
 * One preflight test and what it saw.
 *
 * @param id its name for people and scripts: target-memory
 * @param subject what was looked at: a host, a disk, the VM
 * @param evidence what is true now
 * @param remedy what to do about it; empty where it passed
 */
public record Check(String id, String subject, Verdict verdict, String evidence, String remedy) {
    /** How a check ended. */
    public enum Verdict {
        PASSED, WARNING, REFUSED
    }

    public static Check passed(String id, String subject, String evidence) {
        return new Check(id, subject, Verdict.PASSED, evidence, "");
    }

    public static Check warning(String id, String subject, String evidence, String remedy) {
        return new Check(id, subject, Verdict.WARNING, evidence, remedy);
    }

    public static Check refused(String id, String subject, String evidence, String remedy) {
        return new Check(id, subject, Verdict.REFUSED, evidence, remedy);
    }

    public boolean refuses() {
        return verdict == Verdict.REFUSED;
    }
}
