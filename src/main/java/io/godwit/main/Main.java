package io.godwit.main;

/** The entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("godwit " + Runtime.version());
    }
}
