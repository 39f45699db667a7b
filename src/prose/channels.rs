//! Where things are published, and which clauses count what went out there.

use super::{Slice, vocabulary::Sense};

/// Whether a clause counts what went out on a channel.
pub(super) fn names_channel(text: &str) -> bool {
    CHANNELS.is_in(text) && !AUDIENCE.is_in(text)
}

/// 渠道, 和: of more than the one channel that is named.
static SEVERAL: Sense = Sense::new("several-channels");

/// 局网站共发布900条: what one channel published is no total of what others did.
pub(super) fn is_of_one_channel(text: &str) -> bool {
    let mut places: Vec<_> = CHANNELS.matches(text).collect();
    places.sort_unstable_by_key(|place| place.start);
    // 微信公众号, 政府门户网站 are one; 线上线下, 微信微博 are two.
    let named = places.chunk_by(|one, next| {
        next.start < one.end || (next.start == one.end && CHANNEL_ENDS.is(text.slice(next.clone())))
    });
    let mut named: Vec<_> = named.map(|words| text.slice(words[0].start..words[words.len() - 1].end)).collect();
    named.sort_unstable();
    named.dedup();
    named.len() == 1 && !SEVERAL.is_in(text)
}

/// What ends the name of a channel after another word for it.
static CHANNEL_ENDS: Sense = Sense::new("ends-of-channels");

/// Counted on channels, but not what went out.
static AUDIENCE: Sense = Sense::new("audience");

static CHANNELS: Sense = Sense::new("channels-of-publication");
