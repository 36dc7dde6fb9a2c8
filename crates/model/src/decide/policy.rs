//! How strictly an office closes.

/// How strictly closures are guarded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Policy {
    /// `close` works from any open status and warns about what is missing.
    #[default]
    Standard,
    /// `close` only from 申请销号, with everything in place and a verifier who is not the owner.
    Strict,
}

impl Policy {
    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Strict => "strict",
        }
    }

    /// The inverse of [`Policy::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Standard, Self::Strict]
            .into_iter()
            .find(|policy| policy.code() == code)
    }
}
