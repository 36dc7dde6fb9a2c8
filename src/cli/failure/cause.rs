//! What the system says of a file.

use std::error::Error;

use office::system::NotAFile;

/// What the system says, in Chinese.
pub(in crate::cli) fn cause(fault: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    let inner = fault.get_ref();
    if inner.is_some_and(<dyn Error + Send + Sync>::is::<NotAFile>) {
        return "是管道或设备，不是文件".to_owned();
    }
    match fault.kind() {
        K::NotFound => "不存在".to_owned(),
        K::PermissionDenied | K::ReadOnlyFilesystem => "没有权限读写".to_owned(),
        K::StorageFull | K::QuotaExceeded => "写不下，磁盘已满".to_owned(),
        K::IsADirectory => "是文件夹，不是文件".to_owned(),
        K::AlreadyExists => "已经存在".to_owned(),
        K::NotADirectory => "的路径中有一段不是文件夹".to_owned(),
        K::InvalidFilename => "的名称太长或有不能用的字符".to_owned(),
        K::InvalidData | K::UnexpectedEof => "的内容不完整或不能辨认".to_owned(),
        K::TimedOut | K::StaleNetworkFileHandle => "所在的网络文件夹没有回应".to_owned(),
        K::ResourceBusy | K::ExecutableFileBusy | K::WouldBlock => "正被别的程序占用".to_owned(),
        K::FileTooLarge => "太大，所在的磁盘放不下这样大的文件".to_owned(),
        K::CrossesDevices => "与要换下的文件不在同一个磁盘上".to_owned(),
        K::OutOfMemory => "太大，内存不够".to_owned(),
        K::NotSeekable | K::BrokenPipe => "是管道，不能这样读写".to_owned(),
        _ => match fault.raw_os_error() {
            Some(code) => format!("读写出错（系统错误 {code}）"),
            None => "读写出错".to_owned(),
        },
    }
}
