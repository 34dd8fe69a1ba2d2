package io.godwit.plan;

import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.util.stream.Stream;

/** A preflight test: pure, and it says what it saw also when it passes. */
@FunctionalInterface
interface Rule {
    Stream<Check> check(MigrationRequest request, Situation situation);
}
