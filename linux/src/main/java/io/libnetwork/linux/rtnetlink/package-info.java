/// Links, addresses, routes, rules, neighbours: records in, records out, iproute2's verbs; see
/// rtnetlink(7).
///
/// Start with [io.libnetwork.linux.rtnetlink.Rtnetlink], which sends requests, and
/// [io.libnetwork.linux.rtnetlink.Links], which makes them. A verb is a function that answers a
/// request and sends nothing, so that one exchange can carry many:
///
/// ```java
/// NetlinkBatch batch = rtnetlink.batch();
/// batch.add(Links.add(LinkSpec.of(host, Veth.to(peer, LinkSetting.in(container)))));
/// Reply<Link> made = batch.add(Links.get(host));
/// batch.send();
/// ```
///
/// Nothing here knows sockets, retries, or what a link is for.
package io.libnetwork.linux.rtnetlink;
