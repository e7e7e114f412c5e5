package io.libnetwork.linux.rtnetlink;

/// How a request names a link: by its number, or by the name it has when the request arrives.
///
/// The number is surer, because a name can pass to another link; the name is known before the link
/// is made, so that one batch can make a link and go on with it.
public sealed interface LinkReference permits Ifindex, InterfaceName {}
