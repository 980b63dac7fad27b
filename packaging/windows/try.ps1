# Installs the set-up of dist\ silently for this user, starts what it installed, installs again over it, and uninstalls.
# For a Windows that may be changed, such as one that a build service throws away.
$ErrorActionPreference = 'Stop'

function Invoke-Setup([string] $program, [string[]] $arguments) {
    $process = Start-Process -FilePath $program -ArgumentList $arguments -Wait -PassThru
    if ($process.ExitCode -ne 0) { throw "$program ended with $($process.ExitCode)" }
}

$setup = (Get-ChildItem dist\*-setup.exe).FullName
Invoke-Setup $setup @('/S', '/CurrentUser')
$key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\YCloudConsole'
$place = (Get-ItemProperty $key).InstallLocation
& "$place\ycloud-console.exe" --version
if ($LASTEXITCODE -ne 0) { throw '--version failed' }
& "$place\ycloud-console.exe" --smoke
if ($LASTEXITCODE -ne 0) { throw '--smoke failed' }

$data = "$env:LOCALAPPDATA\ycloud-console"
New-Item -ItemType Directory -Force $data | Out-Null
Set-Content "$data\kept.txt" 'kept'
Invoke-Setup $setup @('/S', '/CurrentUser')
& "$place\ycloud-console.exe" --smoke
if ($LASTEXITCODE -ne 0) { throw '--smoke failed after the upgrade' }

# _?= keeps the uninstaller where it is, so that its end can be waited for.
Invoke-Setup "$place\uninstall.exe" @('/S', '/CurrentUser', "_?=$place")
if (Test-Path "$place\_internal") { throw 'the program is still there' }
if (-not (Test-Path "$data\kept.txt")) { throw 'the data are gone' }
Write-Output 'Installed, started, upgraded, uninstalled.'
