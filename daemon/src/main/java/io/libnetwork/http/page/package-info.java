/// The page that shows what there is: its files, and who may ask for what it shows.
///
/// [PageFiles] are served to whoever asks, because nothing of the host is in them; [PageDoor] is
/// what stands between a browser and our API. What a browser runs is in the resources beside these
/// classes, `index.html` first; it is plain modules, and nothing builds them.
package io.libnetwork.http.page;
