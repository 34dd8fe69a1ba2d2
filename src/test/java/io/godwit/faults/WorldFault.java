package io.godwit.faults;

import io.godwit.plan.Step;
import io.godwit.request.MigrationRequest;
import java.time.Duration;

/**
 * Something that happens to the hosts while a migration is at a certain step.
 *
 * @param request what is asked of a tiny guest on vnode2 with its disk on nas2
 * @param during the kind of step that is under way
 * @param after how long it has been
 * @param repaired what makes the lab whole again, once the migration has ended
 * @param prepared what is done before the migration begins
 * @param often whether it is part of every test run, or of the whole matrix alone
 */
record WorldFault(String name, Expected expected, MigrationRequest request, Class<? extends Step> during,
        Duration after, Deed deed, Deed repaired, boolean often, Deed prepared) {
    /** What is done to the lab. */
    interface Deed {
        Deed NOTHING = _ -> {};

        void on(LabDeeds lab);
    }

    /** The same in a lab that was made ready for it. */
    WorldFault after(Deed preparation) {
        return new WorldFault(name, expected, request, during, after, deed, repaired, often, preparation);
    }
}
