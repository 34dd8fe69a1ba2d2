/**
 * A relay between a browser's WebSocket and a guest's RDP server. A browser can open no TCP connection and speak no TLS of
 * its own, so IronRDP (its client for the web) asks a relay to do both, in RDCleanPath: one request with a ticket and the
 * first message to the guest, one response with the guest's answer and its certificates, then bytes both ways.
 *
 * <p><b>Where to</b> is the relay's owner's choice, by the ticket alone; the destination in the request is ignored. <b>Whom to
 * believe</b> is the client's: guests sign their own certificates, so the relay accepts any and hands the chain on; whoever
 * stands between relay and guest can be the guest for a client that looks at no certificate. <b>Credentials</b> pass through
 * as the client sends them (within CredSSP where the guest asks for it, else in the Client Info PDU): the relay must see
 * them go by, because it ends the guest's TLS, but it reads nothing after the handshake, and no message is ever logged or
 * kept.
 *
 * <p>Knows nothing of Godwit and of no web server. Source of the format: IronRDP's crates/ironrdp-rdcleanpath.
 */
@NullMarked
package io.godwit.relay;

import org.jspecify.annotations.NullMarked;
