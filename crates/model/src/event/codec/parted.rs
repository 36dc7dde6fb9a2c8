//! An event whose kind and data stand apart, as they do in an entry.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer as _, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::CodecFault;

/// The two as the map `{"kind":…,"data":…}` that events are declared to be.
pub(super) struct Parted<'a, D> {
    kind: Option<&'a str>,
    data: Option<D>,
}

impl<'a, D> Parted<'a, D> {
    pub(super) fn new(kind: &'a str, data: D) -> Self {
        Self {
            kind: Some(kind),
            data: Some(data),
        }
    }
}

impl<'de, D: Deserializer<'de>> MapAccess<'de> for Parted<'_, D> {
    type Error = CodecFault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, CodecFault> {
        let key = match (self.kind, &self.data) {
            (Some(_), _) => "kind",
            (None, Some(_)) => "data",
            (None, None) => return Ok(None),
        };
        let key: StrDeserializer<'_, CodecFault> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, CodecFault> {
        if let Some(kind) = self.kind.take() {
            let kind: StrDeserializer<'_, CodecFault> = kind.into_deserializer();
            return seed.deserialize(kind);
        }
        let data = self.data.take();
        let data = data.ok_or_else(|| CodecFault::missing_field("data"))?;
        seed.deserialize(data).map_err(CodecFault::custom)
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Parted<'_, D> {
    type Error = CodecFault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecFault> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

impl Error for CodecFault {
    fn custom<T: std::fmt::Display>(fault: T) -> Self {
        Self::Malformed(fault.to_string())
    }

    fn unknown_variant(kind: &str, _: &'static [&'static str]) -> Self {
        Self::UnknownKind(kind.to_owned())
    }
}
