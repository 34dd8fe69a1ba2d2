package io.godwit.adapter.web;

import java.util.Map;

/** A request that HTTP itself answers: not signed in, too large, too often. */
final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private Denied(Problem problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    static Denied of(int status, String code, String detail, String remedy) {
        return new Denied(Problem.of(status, code, detail, remedy), Map.of());
    }

    static Denied of(Problem problem) {
        return new Denied(problem, Map.of());
    }

    Denied with(String header, String value) {
        return new Denied(problem, Map.of(header, value));
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }

    static Denied notSignedIn() {
        return of(401, "not-signed-in", "nobody is signed in",
                "sign in, or send Authorization: Bearer TOKEN; godwit token create makes one");
    }
}
