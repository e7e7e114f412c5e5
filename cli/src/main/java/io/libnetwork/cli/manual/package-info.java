/// What is made of the commands' own descriptions: man pages, and completions for shells.
///
/// Start with [ManualPage] and [FishCompletion]; those for bash and zsh are the library's. Nothing
/// here knows what a command does.
package io.libnetwork.cli.manual;
