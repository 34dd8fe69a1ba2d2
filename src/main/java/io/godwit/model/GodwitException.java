package io.godwit.model;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong at a package's edge. Each says what is true now and why (the message), and what to do
 * next (the remedy).
 */
public abstract sealed class GodwitException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String truth;
    private final String remedy;

    private GodwitException(String truth, String remedy, @Nullable Throwable cause) {
        super(truth, cause);
        this.truth = truth;
        this.remedy = remedy;
    }

    /** What is true now, and why. */
    public String truth() {
        return truth;
    }

    /** The next command, or what a person should change. */
    public String remedy() {
        return remedy;
    }

    /** The request, a file or an option has a wrong form. */
    public static final class Misuse extends GodwitException {
        private static final long serialVersionUID = 1L;

        public Misuse(String message, String remedy) {
            super(message, remedy, null);
        }
    }

    /** A name that nothing here has. */
    public static final class NotFound extends GodwitException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message, String remedy) {
            super(message, remedy, null);
        }
    }

    /** Nobody is signed in, or who is may not do this. */
    public static final class NotAllowed extends GodwitException {
        private static final long serialVersionUID = 1L;

        public NotAllowed(String message, String remedy) {
            super(message, remedy, null);
        }
    }

    /** A check stopped it; nothing has changed. */
    public static final class Refused extends GodwitException {
        private static final long serialVersionUID = 1L;

        public Refused(String message, String remedy) {
            super(message, remedy, null);
        }
    }

    /** A host does not answer, or refuses to talk to us. */
    public static final class Unreachable extends GodwitException {
        private static final long serialVersionUID = 1L;

        private static final String REMEDY = "look at the host and its libvirt, then: godwit doctor";

        public Unreachable(String host, String why, Throwable cause) {
            super(host + " does not answer: " + why, REMEDY, cause);
        }

        /** What is not known because a host does not answer. */
        public Unreachable(String truth) {
            super(truth, REMEDY, null);
        }
    }

    /** A step did not succeed; what is true now is in the message. */
    public static final class Failed extends GodwitException {
        private static final long serialVersionUID = 1L;

        public Failed(String message, String remedy) {
            super(message, remedy, null);
        }

        public Failed(String message, String remedy, Throwable cause) {
            super(message, remedy, cause);
        }
    }

    /** Godwit's own journal cannot be read or written. What runs goes on; nothing new is begun. */
    public static final class Stuck extends GodwitException {
        private static final long serialVersionUID = 1L;

        public Stuck(String message, String remedy, Throwable cause) {
            super(message, remedy, cause);
        }
    }

    /** A person asked for the end. */
    public static final class Cancelled extends GodwitException {
        private static final long serialVersionUID = 1L;

        public Cancelled(String message) {
            super(message, "nothing to do: the VM runs where it was", null);
        }
    }

    /** The truth cannot be decided by a program. Nothing is destroyed; a person looks at the evidence. */
    public static final class NeedsPerson extends GodwitException {
        private static final long serialVersionUID = 1L;

        public NeedsPerson(String message, String remedy) {
            super(message, remedy, null);
        }
    }
}
