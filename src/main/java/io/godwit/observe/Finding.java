package io.godwit.observe;

/**
 * Something that the doctor looked at.
 *
 * @param remedy empty where nothing is wrong
 */
public record Finding(String subject, boolean bad, String evidence, String remedy) {
    static Finding good(String subject, String evidence) {
        return new Finding(subject, false, evidence, "");
    }

    static Finding wrong(String subject, String evidence, String remedy) {
        return new Finding(subject, true, evidence, remedy);
    }
}
