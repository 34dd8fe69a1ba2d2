package io.godwit.adapter.cli;

import io.godwit.adapter.cli.ServeCommand.Served;

/** How the person who started a server gets in. */
record Welcome(Console console) {
    void say(Served served) {
        console.say("godwit serves at " + served.address() + "; Ctrl-C ends it");
        console.say("sign in once, within ten minutes:");
        console.data(served.address() + "/#link=" + served.link());
    }
}
