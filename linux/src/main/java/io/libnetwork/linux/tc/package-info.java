/// How fast and in what order a link sends: queueing disciplines, classes, filters, in the terms of
/// tc(8).
///
/// Start with [io.libnetwork.linux.tc.Qdiscs]; a [io.libnetwork.linux.tc.Rate] is what most is
/// about. A verb answers a request, which a [io.libnetwork.linux.rtnetlink.Rtnetlink] sends, alone
/// or with others in one exchange:
///
/// ```java
/// Tbf bucket = Tbf.of(Rate.parse("50mbit"), 131_072, Duration.ofMillis(50));
/// rtnetlink.execute(Qdiscs.replace(Qdisc.root(link, bucket)));
/// ```
///
/// What a link sends can be shaped, what it receives cannot: that is redirected to a link of kind
/// `ifb` by a [io.libnetwork.linux.tc.RedirectAll], and shaped as it leaves there. Nothing here
/// knows whose traffic it is.
package io.libnetwork.linux.tc;
